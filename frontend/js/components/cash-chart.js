import { chartLibrary } from "../lib/chart-library.js"
import { monthAxes } from "../lib/axes.js"
import { palette } from "../lib/palette.js"
import { canvasBefore, redrawn } from "../lib/redraw.js"
import { column, tableData } from "../lib/table-data.js"

/** Draws what is paid in each month as bars, and all payments so far as a line on an axis of its own. */
export async function mount(figure) {
  const rows = tableData(figure.querySelector("table"))
  if (rows.length === 0) return

  const Chart = await chartLibrary()
  const canvas = canvasBefore(figure.querySelector(".scroll"), figure.querySelector("figcaption").textContent.trim())
  const { currency } = figure.dataset
  const money = new Intl.NumberFormat("en", { style: "currency", currency, maximumFractionDigits: 0 })
  redrawn(() => {
    const color = palette("chart-1", "chart-2", "chart-grid", "ink", "ink-soft")
    const options = monthAxes(color, `${currency} a month`, (value) => money.format(value))
    options.scales.total = {
      position: "right",
      beginAtZero: true,
      title: { display: true, text: `${currency} in all`, color: color["ink-soft"] },
      grid: { display: false },
      border: { display: false },
      ticks: { color: color["ink-soft"], maxTicksLimit: 6 },
    }
    options.plugins.legend = { display: true, position: "bottom", labels: { color: color.ink, usePointStyle: true } }
    return new Chart(canvas, {
      data: {
        datasets: [
          { type: "bar", label: "paid in the month", data: column(rows, 0), backgroundColor: color["chart-1"], order: 1, pointStyle: "rect" },
          { type: "line", label: "paid in all", data: column(rows, 1), yAxisID: "total", borderColor: color["chart-2"], borderWidth: 2, pointRadius: 0, order: 0, pointStyle: "line" },
        ],
      },
      options,
    })
  })
}
