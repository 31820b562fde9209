/** A platform's surface, for the time before the platform has said who Recall is there. */
import type { Surface } from './bot/ports.ts'

const AGAIN_MS = 1000

/** The surface until it is `entered`: what is to be shown waits, and counts as no attempt. */
export function enteringSurface(surface: Surface): { surface: Surface, entered: () => void } {
  let isOpen = false
  const wait = { outcome: 'later', afterMs: AGAIN_MS, sent: false } as const
  return {
    surface: {
      ...surface,
      post: async (...post) => isOpen ? await surface.post(...post) : wait,
      edit: async (...edit) => isOpen ? await surface.edit(...edit) : wait,
      obstacle: async (...place) => isOpen ? await surface.obstacle(...place) : null,
    },
    entered: () => { isOpen = true },
  }
}
