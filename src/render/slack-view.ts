/** Cards as Slack shows them outside any channel: in a window, and in the App Home. */
import type { HomeView, KnownBlock, ModalView } from '@slack/types'
import type { Card } from '../bot/card.ts'
import { slackLimits } from './limits.ts'
import { plainText } from './slack-text.ts'
import type { SlackMessage } from './slack.ts'

/** The `callback_id` of every window with a card. */
export const SLACK_CARD = 'card'

/** The card as it can stand in a view: tables are for messages only, so a board is a list there. */
export function inView(card: Card): Card {
  const { image, ...rest } = card
  return image?.picture.kind === 'places' ? rest : card
}

/** The window of a card, as it would be a message. */
export function slackWindow({ blocks }: SlackMessage): ModalView {
  return { type: 'modal', callback_id: SLACK_CARD, title: plainText('Recall'), close: plainText('Close'), blocks }
}

/** The App Home with these cards, one below the other; those that it has no room for are left out, the last ones first. */
export function slackHome(cards: readonly SlackMessage[]): HomeView {
  const blocks: KnownBlock[] = []
  for (const [place, message] of cards.entries()) {
    const own = [...(place === 0 ? [] : [{ type: 'divider' } as const]), ...message.blocks.map(block => apart(block, place))]
    if (blocks.length + own.length > slackLimits.viewBlocks) break
    blocks.push(...own)
  }
  return { type: 'home', blocks }
}

/** Buttons of several cards in one view have ids of their own. */
function apart(block: KnownBlock, card: number): KnownBlock {
  return block.type === 'actions' ? { ...block, elements: block.elements.map(one => ({ ...one, action_id: `${one.action_id}-${card}` })) } : block
}
