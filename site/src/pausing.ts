/** Long work in steps, so that the page can draw and be used between them. */

export function pause(): Promise<void> {
  return new Promise((go) => setTimeout(go));
}
