const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30, Home: -Infinity, End: Infinity }

/** The index that a key leads to, kept within the chart; null for any other key. */
export const nextIndex = (key, index, length) =>
  key in STEPS ? Math.min(Math.max(index + STEPS[key], 0), length - 1) : null

/** Lets the arrow keys walk along a chart: its tooltip follows, and a reader is told what it says. */
export function walkable(canvas, chart, sentence) {
  const live = document.createElement("p")
  live.className = "visually-hidden"
  live.setAttribute("aria-live", "polite")
  canvas.after(live)
  canvas.tabIndex = 0
  let index = -1
  canvas.addEventListener("keydown", (event) => {
    const current = chart()
    const next = nextIndex(event.key, index, current.data.labels.length)
    if (next === null) return
    event.preventDefault()
    index = next
    const elements = current.data.datasets
      .map((dataset, datasetIndex) => ({ datasetIndex, index }))
      .filter(({ datasetIndex }) => current.data.datasets[datasetIndex].data[index] !== null)
    const point = elements[0] && current.getDatasetMeta(elements[0].datasetIndex).data[index]
    current.tooltip.setActiveElements(elements, point ?? { x: 0, y: 0 })
    current.update()
    live.textContent = sentence(index)
  })
  canvas.addEventListener("blur", () => {
    chart().tooltip.setActiveElements([], { x: 0, y: 0 })
    chart().update()
  })
}
