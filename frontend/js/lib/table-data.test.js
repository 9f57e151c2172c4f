import assert from "node:assert/strict"
import test from "node:test"
import { column, number, present } from "./table-data.js"

const rows = [
  { key: "2026-11-23", values: [7.9, null] },
  { key: "2026-11-24", values: [null, 8.1] },
]

test("an empty cell is a gap, not zero", () => {
  assert.equal(number(""), null)
  assert.equal(number(undefined), null)
  assert.equal(number("0.0000"), 0)
})

test("a column keeps its gaps", () => {
  assert.deepEqual(column(rows, 0), [{ x: Date.UTC(2026, 10, 23), y: 7.9 }, { x: Date.UTC(2026, 10, 24), y: null }])
})

test("what is present leaves the gaps out", () => {
  assert.deepEqual(present(column(rows, 1)), [{ x: Date.UTC(2026, 10, 24), y: 8.1 }])
})
