/** Reads a table's rows: the date or label of each and the numbers of its cells, null where a cell is empty. */
export function tableData(table) {
  return [...table.tBodies[0].rows].map((row) => {
    const time = row.querySelector("th time")
    return {
      key: time?.dateTime ?? row.querySelector("th").textContent.trim(),
      values: [...row.querySelectorAll("td")].map((cell) => number(cell.dataset.value)),
      thin: row.querySelector("[data-thin]") !== null,
    }
  })
}

/** A cell's value, or null for one that has none. */
export const number = (text) => (text === undefined || text === "" ? null : Number(text))

/** Points of one column at their days' moments in UTC; what is missing stays a gap. */
export const column = (rows, index) => rows.map((row) => ({ x: Date.parse(row.key), y: row.values[index] ?? null }))

/** The points of one column that have a value. */
export const present = (points) => points.filter((point) => point.y !== null)
