import { nextTask } from "./next-task.js"

const webjars = new URL("../../webjars/", import.meta.url)

const files = [
  "chart.js/dist/chart.umd.min.js",
  "luxon/build/global/luxon.min.js",
  "chartjs-adapter-luxon/dist/chartjs-adapter-luxon.umd.min.js",
  "chartjs-plugin-annotation/dist/chartjs-plugin-annotation.min.js",
]

let loading

/** Loads Chart.js with its date adapter and annotations, once. */
export function chartLibrary() {
  loading ??= Promise.all(files.map(load)).then(nextTask).then(() => {
    const { Chart } = globalThis
    Chart.defaults.animation = false
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily
    Chart.defaults.font.size = 12
    return Chart
  })
  return loading
}

function load(file) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = new URL(file, webjars)
    script.async = false
    script.onload = resolve
    script.onerror = () => reject(new Error(`${file} did not load`))
    document.head.append(script)
  })
}
