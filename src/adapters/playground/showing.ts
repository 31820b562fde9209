/** What the page needs beside a card to show it: where its picture is, and the messages that Discord and Slack would get. */
import type { Bot } from '../../bot/bot.ts'
import type { Card, Picture } from '../../bot/card.ts'
import type { Pictures } from '../../pictures/pictures.ts'
import { discordMessage } from '../../render/discord.ts'
import { slackMessage } from '../../render/slack.ts'
import type { Message } from './chat.ts'

/** A card as each platform is sent it. `picture` is the path of its picture on this server. */
export interface Rendered {
  picture: string | null
  discord: unknown
  slack: unknown
}

export interface Showing {
  /** `isPrivate`: only one person is shown it. */
  render(card: Card, isPrivate: boolean): Rendered
  /** A message with its card rendered. */
  message(message: Message): Message & { rendered: Rendered | null }
  /** The PNG of a picture that was handed out by its key; null for any other key, and for a picture that cannot be drawn. */
  png(key: string): Promise<Uint8Array | null>
}

/** So many pictures are known by their key, the newest; older ones are known again when a page loads their message again. */
const KNOWN = 1000

/** Renders cards, and remembers which pictures it handed out. */
export function openShowing(pictures: Pictures, onTrouble: Bot['onTrouble']): Showing {
  const handedOut = new Map<string, Picture>()
  const pathOf = (picture: Picture) => {
    const key = pictures.key(picture)
    handedOut.delete(key)
    handedOut.set(key, picture)
    const [oldest] = handedOut.keys()
    if (handedOut.size > KNOWN && oldest !== undefined) handedOut.delete(oldest)
    return `/pictures/${key}.png`
  }
  const render = (card: Card, isPrivate: boolean) => {
    const picture = card.image === undefined ? null : pathOf(card.image.picture)
    const file = card.image === undefined ? null : `${card.image.picture.kind}.png`
    return { picture, discord: discordMessage(card, { picture: file, private: isPrivate }), slack: slackMessage(card, picture === null ? null : { image_url: picture }) }
  }
  return {
    render,
    message: message => ({ ...message, rendered: message.card === null ? null : render(message.card, false) }),
    png: async key => {
      const picture = handedOut.get(key)
      return picture === undefined ? null : await pictures.png(picture).catch((error: unknown) => {
        onTrouble('a picture could not be drawn', error)
        return null
      })
    },
  }
}
