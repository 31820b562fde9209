/** views.*: modals and App Homes. */
import { refuse } from '../refusal.ts'
import type { State } from '../state.ts'
import { checkedView, exchange, fillView, publishHome, showModal } from '../views.ts'
import type { Call, Methods } from '../web.ts'
import { apiView } from '../wire.ts'
import type { Json, View } from '../world.ts'

export function viewMethods(state: State): Methods {
  const answer = (view: View): Json => ({ view: apiView(state, view) })
  const show = (onTop: boolean) => ({ args, installation }: Call): Json => {
    const interaction = exchange(state, args)
    return answer(showModal(state, checkedView(state, args, 'modal'), interaction, { teamId: installation.teamId, onTop }))
  }

  return {
    'views.open': { tier: 'tier4', handle: show(false) },
    'views.push': { tier: 'tier4', handle: show(true) },
    'views.update': {
      tier: 'tier4', handle: ({ args }) => {
        const { view_id: id, external_id: external, hash } = args
        const view = [...state.world.views.values()].find(one => one.open && (one.id === id || (external !== undefined && one.body['external_id'] === external))) ?? refuse('not_found')
        if (hash !== undefined && hash !== view.hash) refuse('hash_conflict')
        fillView(state, view, checkedView(state, args, view.type))
        state.changes.tell()
        return answer(view)
      },
    },
    'views.publish': {
      tier: 'tier4', handle: ({ args, installation }) => {
        const user = state.world.users.get(String(args['user_id'])) ?? refuse('invalid_arguments', { response_metadata: { messages: ['invalid `user_id`'] } })
        return answer(publishHome(state, checkedView(state, args, 'home'), { teamId: installation.teamId, userId: user.id, hash: String(args['hash'] ?? '') }))
      },
    },
  }
}
