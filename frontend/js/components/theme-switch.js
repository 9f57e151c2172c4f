import { nextTheme } from "../lib/theme.js"

/** Steps through system, light and dark, and keeps the choice. */
export function mount(button) {
  const root = document.documentElement
  const choice = button.querySelector("[data-choice]")
  const show = () => { choice.textContent = root.dataset.theme ?? "system" }

  button.addEventListener("click", () => {
    const theme = nextTheme(root.dataset.theme)
    if (theme) {
      root.dataset.theme = theme
      localStorage.setItem("theme", theme)
    } else {
      delete root.dataset.theme
      localStorage.removeItem("theme")
    }
    show()
    document.dispatchEvent(new CustomEvent("themechange"))
  })

  show()
  button.hidden = false
}
