/** A card as a message of Slack, with its picture. */
import type { webApi } from '@slack/bolt'
import type { Bot } from '../../bot/bot.ts'
import type { Card } from '../../bot/card.ts'
import { slackImage, slackMessage, type SlackMessage } from '../../render/slack.ts'
import type { Supply } from './pictures.ts'

/** Renders a card; one whose picture cannot be brought to Slack stands with its words. `refused` says that Slack did not take it with its picture. */
export type Render = (client: webApi.WebClient, card: Card, refused?: 'refused') => Promise<SlackMessage>

/** A card without its picture. */
export function wordsOf(card: Card): SlackMessage {
  return slackMessage(card, null)
}

/** Renders with pictures from this supply. */
export function openRender(supply: Supply, onTrouble: Bot['onTrouble']): Render {
  return async (client, card, refused) => {
    const image = slackImage(card)
    if (image === null) return wordsOf(card)
    if (refused !== undefined) {
      supply.forget(client, image)
      return wordsOf(card)
    }
    const picture = await supply.bring(client, image).catch((error: unknown) => {
      onTrouble('a picture could not be shown on Slack', error)
      return null
    })
    return slackMessage(card, picture)
  }
}
