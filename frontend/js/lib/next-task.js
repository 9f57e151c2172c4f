/** Lets the browser answer its user before what follows. */
export const nextTask = () => new Promise((resolve) => setTimeout(resolve))
