const order = [undefined, "light", "dark"]

/** The theme after this one; undefined follows the system. */
export const nextTheme = (theme) => order[(order.indexOf(theme) + 1) % order.length]
