/** Modals and App Homes. */
import { isTooLong, viewProblems } from './blocks.ts'
import { TRIGGER_MS, type Interaction } from './interactions.ts'
import { jsonField, named, pictureProblems } from './messages.ts'
import { refuse, refuseProblems } from './refusal.ts'
import type { State } from './state.ts'
import type { Json, View } from './world.ts'

const MOST_OPEN = 3
const MOST_BYTES = 250_000

/** The view of a call, checked; ends the call when it is refused. */
export function checkedView(state: State, args: Json, type: 'modal' | 'home'): Json {
  const view = jsonField(args, 'view', 'invalid_arguments') as Json | null
  if (JSON.stringify(view).length > MOST_BYTES) refuse('view_too_large')
  refuseProblems('invalid_arguments', viewProblems(type, view))
  const blocks = (view as Json)['blocks'] as Json[]
  refuseProblems('invalid_arguments', pictureProblems(state, blocks, ['view', 'blocks']))
  if (isTooLong(blocks)) refuse('view_too_large')
  return view as Json
}

/** The interaction of a trigger, which is good for three seconds and once. */
export function exchange(state: State, args: Json): Interaction {
  const interaction = state.interactions.byTrigger.get(String(args['trigger_id'])) ?? refuse('invalid_trigger_id')
  if (interaction.exchanged) refuse('exchanged_trigger_id')
  if (state.now() > interaction.createdAt + TRIGGER_MS) refuse('expired_trigger_id')
  return interaction
}

interface Place {
  type: 'modal' | 'home'
  teamId: string
  userId: string
}

function newView(state: State, body: Json, { type, teamId, userId }: Place, below: View | null = null): View {
  const id = state.mint.id('V')
  const view: View = { id, type, teamId, userId, hash: '', rootId: below?.rootId ?? id, previousId: below?.id ?? null, body, blocks: [], open: true, versions: 0 }
  state.world.views.set(id, view)
  return view
}

/** Puts a body into a view. */
export function fillView(state: State, view: View, body: Json): View {
  const taken = body['external_id'] ?? ''
  if (taken !== '' && [...state.world.views.values()].some(one => one !== view && one.open && one.body['external_id'] === taken)) refuse('duplicate_external_id')
  view.body = body
  view.blocks = named(state, body['blocks'] as Json[])
  view.hash = state.mint.ts()
  view.versions += 1
  return view
}

/** Opens a modal, or puts one on top of those that are open. */
export function showModal(state: State, body: Json, interaction: Interaction, { teamId, onTop }: { teamId: string, onTop: boolean }): View {
  const { user } = interaction
  const stack = onTop ? state.world.stacks.get(user.id) ?? [] : []
  if (onTop && stack.length === 0) refuse('not_found')
  if (stack.length >= MOST_OPEN) refuse('push_limit_reached')
  if (!onTop) closeModals(state, user.id)
  const view = fillView(state, newView(state, body, { type: 'modal', teamId, userId: user.id }, stack.at(-1) ?? null), body)
  state.world.stacks.set(user.id, [...stack, view])
  interaction.exchanged = true
  interaction.view = view
  state.changes.tell()
  return view
}

export function publishHome(state: State, body: Json, { teamId, userId, hash }: { teamId: string, userId: string, hash: string }): View {
  const { homes } = state.world
  const view = homes.get(userId)
  if (view !== undefined && hash !== '' && hash !== view.hash) refuse('hash_conflict')
  const home = view ?? newView(state, body, { type: 'home', teamId, userId })
  homes.set(userId, fillView(state, home, body))
  state.changes.tell()
  return home
}

/** Takes the top modal off, or all of them. */
export function closeModals(state: State, userId: string, { all = true }: { all?: boolean } = {}): void {
  const stack = state.world.stacks.get(userId) ?? []
  const gone = all ? stack : stack.slice(-1)
  for (const view of gone) view.open = false
  state.world.stacks.set(userId, stack.filter(one => !gone.includes(one)))
  state.changes.tell()
}
