/** Sending a modal, and what the answer does to it. */
import type { Interaction } from './interactions.ts'
import { refusalOf } from './refusal.ts'
import type { State } from './state.ts'
import { checkedView, closeModals, fillView, showModal } from './views.ts'
import type { Json, View } from './world.ts'

/** What the person sees: `failed` is "We had some trouble connecting". `errors` are by `block_id`; `view` is in front then, if any. */
export interface Submitted {
  kind: 'closed' | 'cleared' | 'errors' | 'updated' | 'pushed' | 'failed'
  reason: string | null
  errors: Record<string, string>
  view: View | null
  latencyMs: number
}

interface Sending {
  view: View
  interaction: Interaction
  payload: Json
}

export async function submitted(state: State, { view, interaction, payload }: Sending): Promise<Submitted> {
  const { ok, body, reason, latencyMs } = await state.deliver('interactive', payload)
  const seen = (kind: Submitted['kind'], part: Partial<Submitted> = {}): Submitted => ({ kind, reason: null, errors: {}, view: state.world.stacks.get(view.userId)?.at(-1) ?? null, latencyMs, ...part })
  if (!ok) return seen('failed', { reason })
  try {
    const errors = errorsOf(body, view)
    return seen(answered(state, view, interaction, body), { errors })
  } catch (error) {
    return seen('failed', { reason: String(refusalOf(error)?.['error'] ?? error) })
  }
}

function answered(state: State, view: View, interaction: Interaction, body: Json): Submitted['kind'] {
  switch (body['response_action']) {
    case undefined: closeModals(state, view.userId, { all: false }); return 'closed'
    case 'clear': closeModals(state, view.userId); return 'cleared'
    case 'errors': return 'errors'
    case 'update': fillView(state, view, checkedView(state, body, 'modal')); state.changes.tell(); return 'updated'
    case 'push': showModal(state, checkedView(state, body, 'modal'), interaction, { teamId: view.teamId, onTop: true }); return 'pushed'
    default: throw new Error(`There is no response_action ${String(body['response_action'])}.`)
  }
}

/** The errors of an answer; one for a block that is no input cannot be shown. */
function errorsOf(body: Json, { blocks }: View): Record<string, string> {
  const errors = body['response_action'] === 'errors' ? body['errors'] as Record<string, string> : {}
  const stray = Object.keys(errors).find(name => !blocks.some(block => block['block_id'] === name && block['type'] === 'input'))
  if (stray !== undefined) throw new Error(`There is no input ${stray} to show an error at.`)
  return errors
}
