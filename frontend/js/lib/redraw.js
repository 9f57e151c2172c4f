/** Draws a chart now, and again whenever its colors change: by the theme, by the system, for paper. Returns what is drawn. */
export function redrawn(draw) {
  let chart = draw()
  const again = () => {
    chart.destroy()
    chart = draw()
  }

  document.addEventListener("themechange", again)
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again)
  addEventListener("beforeprint", again)
  addEventListener("afterprint", again)
  return () => chart
}

/** Puts a canvas before an element; the table beside it says the same to those who cannot see it. */
export function canvasBefore(element, label) {
  const box = document.createElement("div")
  box.className = "canvas-box"
  const canvas = document.createElement("canvas")
  canvas.setAttribute("role", "img")
  canvas.setAttribute("aria-label", label)
  box.append(canvas)
  element.before(box)
  return canvas
}
