import { chartLibrary } from "../lib/chart-library.js"
import { monthAxes } from "../lib/axes.js"
import { palette } from "../lib/palette.js"
import { canvasBefore, redrawn } from "../lib/redraw.js"
import { column, tableData } from "../lib/table-data.js"

/** Draws a figure's table as demand against what may be used, month by month. */
export async function mount(figure) {
  const rows = tableData(figure.querySelector("table"))
  if (rows.length === 0) return

  const Chart = await chartLibrary()
  const canvas = canvasBefore(figure.querySelector(".legend"), figure.querySelector("figcaption").textContent.trim())
  const { unit } = figure.dataset
  redrawn(() => {
    const color = palette("chart-median", "chart-limit", "chart-grid", "ink-soft")
    return new Chart(canvas, {
      type: "line",
      data: {
        datasets: [
          { label: "demand", data: column(rows, 0), borderColor: color["chart-median"], borderWidth: 2, pointRadius: 0 },
          { label: "may be used", data: column(rows, 1), borderColor: color["chart-limit"], borderWidth: 2, pointRadius: 0, stepped: true },
        ],
      },
      options: monthAxes(color, unit, (value) => `${value} ${unit}`),
    })
  })
}
