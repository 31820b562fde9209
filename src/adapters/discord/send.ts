/** A card as one request to Discord. */
import type { RawFile } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import type { Card } from '../../bot/card.ts'
import type { Pictures } from '../../pictures/pictures.ts'
import { discordMessage, type DiscordMessage } from '../../render/discord.ts'

/** A message's body, and the files that go with it in the order of its attachments. */
export interface Rendered {
  body: DiscordMessage['body']
  files: RawFile[]
}

/** Draws the card's picture and renders it. A card whose picture cannot be drawn stands with its words. */
export type Render = (card: Card, place: { private: boolean, picture: boolean }) => Promise<Rendered>

/** Renders cards with pictures from this studio. */
export function openRender(pictures: Pick<Pictures, 'png'>, onTrouble: Bot['onTrouble']): Render {
  return async (card, { private: isPrivate, picture: wanted }) => {
    const png = wanted && card.image !== undefined ? await pictures.png(card.image.picture).catch((error: unknown) => {
      onTrouble('a picture could not be drawn', error)
      return null
    }) : null
    const name = png === null || card.image === undefined ? null : `${card.image.picture.kind}.png`
    const { body, files } = discordMessage(card, { picture: name, private: isPrivate })
    const texts = files.map(file => ({ name: file.name, data: Buffer.from(file.text), contentType: 'text/plain; charset=utf-8' }))
    return { body, files: png === null || name === null ? texts : [{ name, data: Buffer.from(png), contentType: 'image/png' }, ...texts] }
  }
}
