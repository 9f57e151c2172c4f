import { chartLibrary } from "../lib/chart-library.js"
import { monthAxes } from "../lib/axes.js"
import { palette } from "../lib/palette.js"
import { canvasBefore, redrawn } from "../lib/redraw.js"
import { column, tableData } from "../lib/table-data.js"

const DASHES = [[], [6, 4], [2, 3]]

/** Draws what each way to run the demand has cost so far; a way without a price has no line. */
export async function mount(figure) {
  const table = figure.querySelector("table")
  const rows = tableData(table)
  const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim())
  if (rows.length === 0) return

  const Chart = await chartLibrary()
  const canvas = canvasBefore(figure.querySelector("details"), figure.querySelector("figcaption").textContent.trim())
  const money = new Intl.NumberFormat("en", { style: "currency", currency: figure.dataset.currency, maximumFractionDigits: 0 })
  redrawn(() => {
    const color = palette("chart-1", "chart-2", "chart-3", "chart-4", "chart-grid", "ink", "ink-soft")
    const options = monthAxes(color, figure.dataset.currency, (value) => money.format(value))
    options.plugins.legend = { display: true, position: "bottom", labels: { color: color.ink, usePointStyle: true, pointStyle: "line", pointStyleWidth: 28 } }
    return new Chart(canvas, { type: "line", data: { datasets: lines(names, rows, color) }, options })
  })
}

function lines(names, rows, color) {
  const providers = [...new Set(names.map(provider))]
  return names.map((label, i) => ({
    label,
    data: column(rows, i),
    borderColor: color[`chart-${(providers.indexOf(provider(label)) % 4) + 1}`],
    borderDash: DASHES[names.slice(0, i).filter((name) => provider(name) === provider(label)).length % DASHES.length],
    borderWidth: i === 0 ? 3 : 1.75,
    pointRadius: 0,
  })).filter((line) => line.data.some((point) => point.y !== null))
}

const provider = (name) => name.split(",")[0]
