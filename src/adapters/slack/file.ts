/** A card's file, which Slack shows in conversations only: it goes to the person alone, in their direct messages with Recall. */
import type { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Bot } from '../../bot/bot.ts'
import type { Card, File } from '../../bot/card.ts'

const opened = z.object({ channel: z.object({ id: z.string() }) })

/** Sends the file of a card; gives the card to show then. */
export async function sendFile(client: webApi.WebClient, user: string, card: Card & { file: File }, onTrouble: Bot['onTrouble']): Promise<Card> {
  try {
    const { channel } = opened.parse(await client.conversations.open({ users: user }))
    await client.files.uploadV2({ channel_id: channel.id, filename: card.file.name, file: Buffer.from(card.file.text) })
    return { ...card, footer: 'You find it in our direct messages.' }
  } catch (error) {
    onTrouble('a file could not be sent on Slack', error)
    return { kind: 'note', text: 'I could not send you the file just now. Please try again in a moment.' }
  }
}
