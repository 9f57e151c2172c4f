import { nextTask } from "./lib/next-task.js"

const components = {
  "fan-chart": () => import("./components/fan-chart.js"),
  "plan-chart": () => import("./components/plan-chart.js"),
  "cost-chart": () => import("./components/cost-chart.js"),
  "cash-chart": () => import("./components/cash-chart.js"),
  "theme-switch": () => import("./components/theme-switch.js"),
  "copy-text": () => import("./components/copy-text.js"),
  "copy-link": () => import("./components/copy-link.js"),
  "print-page": () => import("./components/print-page.js"),
  "refresh": () => import("./components/refresh.js"),
}

// On a phone the menu is one row to swipe along: the page that is open stands in sight.
const here = document.querySelector(".site-nav [aria-current]")
if (here) here.closest("ul").scrollLeft = here.offsetLeft - here.closest("ul").offsetLeft

// One after the other, so that a page with many charts answers between them.
for (const element of document.querySelectorAll("[data-component]")) {
  try {
    const { mount } = await components[element.dataset.component]()
    await mount(element)
  } catch (error) {
    reportError(error)
  }
  await nextTask()
}
