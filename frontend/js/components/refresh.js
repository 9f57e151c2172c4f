/** Shows the page anew while something is under way, unless the reader is busy with it. */
export function mount(element) {
  const seconds = Number(element.dataset.seconds)
  const busy = () => document.hidden || document.querySelector("details[open], dialog[open]") !== null

  setInterval(() => { if (!busy()) location.reload() }, seconds * 1000)
}
