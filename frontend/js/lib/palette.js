/** Reads colors of the style sheet, as the theme resolves them. */
export function palette(...names) {
  const box = document.createElement("span")
  box.hidden = true
  const probes = names.map((name) => {
    const probe = document.createElement("span")
    probe.style.color = `var(--${name})`
    return probe
  })
  box.append(...probes)
  document.body.append(box)
  const colors = Object.fromEntries(names.map((name, index) => [name, getComputedStyle(probes[index]).color]))
  box.remove()
  return colors
}
