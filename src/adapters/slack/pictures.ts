/** How a formula's picture comes to Slack: as a file that is uploaded, or by an address at which this process shows it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { webApi } from '@slack/bolt'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Bot } from '../../bot/bot.ts'
import type { Image } from '../../bot/card.ts'
import type { Pictures } from '../../pictures/pictures.ts'
import type { SlackPicture } from '../../render/slack.ts'

/** Brings a picture to where Slack shows it from. `forget` says that Slack would not show one. */
export interface Supply {
  bring(client: webApi.WebClient, image: Image): Promise<SlackPicture>
  forget(client: webApi.WebClient, image: Image): void
}

/** Slack looks an uploaded file through before a message may show it. */
const READY_MS = 4000
const LOOK_MS = 100
/** Uploaded pictures are shown again, the newest of them. */
const KEPT = 1000

const uploaded = z.object({ files: z.array(z.object({ files: z.array(z.object({ id: z.string() })).optional(), id: z.string().optional() })) })
const info = z.object({ file: z.object({ mimetype: z.string().default('') }) })

/** Uploads each picture once to each workspace, whoever asks for it at the same time. */
export function openUploads(pictures: Pictures): Supply {
  const known = new Map<string, Map<string, Promise<string>>>()
  const filesOf = ({ token = '' }: webApi.WebClient) => {
    const files = known.get(token) ?? new Map<string, Promise<string>>()
    known.set(token, files)
    return files
  }
  return {
    bring: async (client, image) => {
      const [files, key] = [filesOf(client), pictures.key(image.picture)]
      const file = files.get(key) ?? upload(pictures, client, image)
      files.delete(key)
      files.set(key, file)
      const [oldest] = files.keys()
      if (files.size > KEPT && oldest !== undefined) files.delete(oldest)
      try {
        return { slack_file: { id: await file } }
      } catch (error) {
        if (files.get(key) === file) files.delete(key)
        throw error
      }
    },
    forget: (client, { picture }) => { filesOf(client).delete(pictures.key(picture)) },
  }
}

async function upload(pictures: Pictures, client: webApi.WebClient, { picture, alt }: Image): Promise<string> {
  const file = Buffer.from(await pictures.png(picture))
  const answer = uploaded.parse(await client.files.uploadV2({ file, filename: `${picture.kind}.png`, title: alt.slice(0, 100), alt_text: alt.slice(0, 1000) }))
  const [first] = answer.files
  const id = first?.files?.[0]?.id ?? first?.id
  if (id === undefined) throw new Error('Slack did not say which file it made.')
  for (let waited = 0; waited < READY_MS; waited += LOOK_MS) {
    if (info.parse(await client.files.info({ file: id })).file.mimetype !== '') return id
    await sleep(LOOK_MS)
  }
  throw new Error('Slack has not looked a picture through in time.')
}

/** Pictures stay here, and Slack fetches them from `publicUrl`. They are drawn before that: it does not wait for long. */
export function openAddresses(pictures: Pictures, publicUrl: string): Supply {
  return {
    bring: async (_client, { picture }) => {
      await pictures.png(picture)
      return { image_url: `${publicUrl.replace(/\/+$/, '')}/pictures/${pictures.key(picture)}.png` }
    },
    forget: () => {},
  }
}

/**
 * Shows the pictures of formulas to everybody who knows their address, a hash of what they show: those of this content, and older ones that
 * are still kept. No board is ever shown, because there are names on it.
 */
export function pictureRoutes(pictures: Pictures, { formulas }: Bot['library'], onTrouble: Bot['onTrouble']): Hono {
  const known = new Map(formulas.map(({ latex }) => [pictures.key({ kind: 'formula', latex }), latex]))
  const find = async (key: string) => {
    const latex = known.get(key)
    if (latex !== undefined) return await pictures.png({ kind: 'formula', latex })
    return key.startsWith('formula-') ? await pictures.kept(key) : null
  }
  return new Hono().get('/pictures/:file{.+\\.png}', async (context, next) => {
    const png = await find(context.req.param('file').slice(0, -'.png'.length)).catch((error: unknown) => {
      onTrouble('a picture could not be drawn', error)
      return null
    })
    if (png === null) return await next()
    return context.body(Uint8Array.from(png), 200, { 'content-type': 'image/png', 'cache-control': 'public, max-age=31536000, immutable' })
  })
}
