import assert from "node:assert/strict"
import { test } from "node:test"
import { nextIndex } from "./keyboard.js"

test("arrows go a day, page keys a month, and neither leaves the chart", () => {
  assert.equal(nextIndex("ArrowRight", -1, 10), 0)
  assert.equal(nextIndex("ArrowLeft", 0, 10), 0)
  assert.equal(nextIndex("PageDown", 3, 100), 33)
  assert.equal(nextIndex("End", 3, 100), 99)
  assert.equal(nextIndex("Home", 3, 100), 0)
})

test("other keys are left to the browser", () => {
  assert.equal(nextIndex("Tab", 3, 100), null)
})
