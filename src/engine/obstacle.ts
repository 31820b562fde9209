/** What keeps a message from being shown. */
import { z } from 'zod'

export const obstacle = z.discriminatedUnion('what', [
  z.object({ what: z.literal('message gone') }),
  z.object({ what: z.literal('channel gone') }),
  z.object({ what: z.literal('archived') }),
  z.object({ what: z.literal('not a member') }),
  z.object({ what: z.literal('removed') }),
  z.object({ what: z.literal('timed out'), until: z.number() }),
  z.object({ what: z.literal('not allowed'), needs: z.array(z.string()) }),
  z.object({ what: z.literal('not mentionable'), role: z.string() }),
  z.object({ what: z.literal('given up') }),
])

/**
 * The message or its channel was deleted; the channel was archived; Recall is not in that home any more, may not speak there `until` an
 * instant, or is not allowed to (`needs` are permissions by the platform's own names, none when they are unknown); the `role` that is to
 * hear of it cannot be mentioned; or it was tried too often.
 */
export type Obstacle = z.infer<typeof obstacle>
