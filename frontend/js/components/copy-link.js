/** Copies the page's own address, which holds all that it shows. */
export function mount(button) {
  if (!navigator.clipboard) return

  button.hidden = false
  const words = button.textContent
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href)
    button.textContent = "Copied"
    setTimeout(() => { button.textContent = words }, 2000)
  })
}
