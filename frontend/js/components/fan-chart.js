import { chartLibrary } from "../lib/chart-library.js"
import { palette } from "../lib/palette.js"
import { canvasBefore, redrawn } from "../lib/redraw.js"
import { column, present, tableData } from "../lib/table-data.js"

const USED = 0, LOW = 1, LIKELY = 2, HIGH = 3, LIMIT = 4, CAPACITY = 5

/** Draws a figure's table as history and fan, with the limit, today and the day to order. */
export async function mount(figure) {
  const rows = tableData(figure.querySelector("table"))
  if (rows.length === 0) return

  const Chart = await chartLibrary()
  const canvas = canvasBefore(figure.querySelector(".legend"), figure.querySelector("figcaption").textContent.trim())
  redrawn(() => new Chart(canvas, configuration(rows, figure.dataset)))
}

function configuration(rows, { today, orderBy, unit, threshold }) {
  const color = palette("chart-history", "chart-median", "chart-band", "chart-limit", "chart-capacity", "chart-order", "chart-grid", "ink", "ink-soft", "surface")
  const line = (label, index, options) => ({ label, data: column(rows, index), pointRadius: 0, pointHitRadius: 0, borderWidth: 2, ...options })

  return {
    type: "line",
    data: {
      datasets: [
        line("used", USED, { borderColor: color["chart-history"], borderWidth: 1.5 }),
        { ...line("low", LOW, { borderWidth: 0 }), data: present(column(rows, LOW)) },
        { ...line("high", HIGH, { borderWidth: 0, fill: "-1", backgroundColor: color["chart-band"] }), data: present(column(rows, HIGH)) },
        { ...line("likely", LIKELY, { borderColor: color["chart-median"], borderDash: [6, 4] }), data: present(column(rows, LIKELY)) },
        { ...line(threshold, LIMIT, { borderColor: color["chart-limit"], stepped: true }), data: present(column(rows, LIMIT)) },
        { ...line("capacity", CAPACITY, { borderColor: color["chart-capacity"], borderDash: [2, 3], borderWidth: 1.5, stepped: true }), data: present(column(rows, CAPACITY)) },
      ],
    },
    options: {
      maintainAspectRatio: false,
      interaction: { mode: "index", axis: "x", intersect: false },
      layout: { padding: { top: 4, right: 8 } },
      scales: {
        x: {
          type: "time",
          time: { minUnit: "month", tooltipFormat: "d LLLL yyyy", displayFormats: { month: "LLL yyyy" } },
          grid: { display: false },
          border: { color: color["chart-grid"] },
          ticks: { color: color["ink-soft"], maxRotation: 0, autoSkipPadding: 24 },
        },
        y: {
          beginAtZero: true,
          title: { display: true, text: unit, color: color["ink-soft"] },
          grid: { color: color["chart-grid"] },
          border: { display: false },
          ticks: { color: color["ink-soft"], maxTicksLimit: 6 },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          filter: (item) => item.parsed.y !== null,
          callbacks: { label: (item) => `${item.dataset.label} ${item.formattedValue} ${unit}` },
        },
        annotation: {
          annotations: {
            today: mark(today, "today", color["ink-soft"], color.surface, "start"),
            ...(orderBy && { orderBy: mark(orderBy, "order by", color["chart-order"], color.surface, "end") }),
          },
        },
      },
    },
  }
}

const mark = (day, content, color, paper, position) => ({
  type: "line",
  xMin: day,
  xMax: day,
  borderColor: color,
  borderWidth: 1.5,
  borderDash: content === "today" ? [] : [5, 3],
  label: { display: true, content, position, color: paper, backgroundColor: color, font: { size: 11, weight: "600" }, padding: { x: 6, y: 3 } },
})
