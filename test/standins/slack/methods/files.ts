/** files.*: an upload in three calls. Files are looked through afterwards; messages can show them only then. */
import { setTimeout as wait } from 'node:timers/promises'
import { channelFor } from '../channels.ts'
import { contentOf, jsonField, writeMessage } from '../messages.ts'
import { refuse } from '../refusal.ts'
import type { State } from '../state.ts'
import type { Answer, Call, Methods } from '../web.ts'
import { apiFile } from '../wire.ts'
import type { Json, StoredFile } from '../world.ts'

export function fileMethods(state: State): Methods {
  const { files } = state.world
  const scopes = ['files:write']

  function complete({ args, installation }: Call): Json {
    const listed = (jsonField(args, 'files', 'invalid_arguments') ?? refuse('invalid_arguments')) as { id: string, title?: string }[]
    const found = listed.map(({ id, title }) => ({ file: uploaded(files.get(id)), title }))
    const ids = [args['channel_id'], ...String(args['channels'] ?? '').split(',')].filter(id => id !== undefined && id !== '').map(String)
    const channels = ids.map(id => channelFor(state, id, installation))
    if (channels.some(one => !one.members.has(installation.botUserId))) refuse('not_in_channel')
    for (const { file, title } of found) Object.assign(file, { title: title ?? file.name, readyAt: Date.now() + state.filesReadyMs, channels: ids })
    const { text, blocks } = contentOf(state, { text: args['initial_comment'], blocks: args['blocks'] })
    for (const channel of channels) writeMessage(state, channel, { text, blocks, metadata: null }, { files: found.map(({ file }) => file.id), threadTs: args['thread_ts'] == null ? null : String(args['thread_ts']) })
    void wait(state.filesReadyMs, null, { ref: false }).then(() => state.changes.tell())
    return { files: found.map(({ file }) => apiFile(state, file)) }
  }

  return {
    'files.getUploadURLExternal': {
      scopes, tier: 'tier4', handle: ({ args }) => {
        const length = Number(args['length'] ?? 0)
        if (!(length > 0) || (args['filename'] ?? '') === '') refuse('missing_argument')
        if (String(args['alt_txt'] ?? args['alt_text'] ?? '').length > 1000) refuse('alt_txt_too_large')
        const id = state.mint.id('F')
        files.set(id, { id, name: String(args['filename']), title: '', alt: String(args['alt_txt'] ?? args['alt_text'] ?? ''), length, bytes: null, readyAt: null, channels: [] })
        return { upload_url: `${state.origin()}/upload/${id}`, file_id: id }
      },
    },
    'files.completeUploadExternal': { scopes, tier: 'tier4', handle: complete },
    'files.info': {
      scopes: ['files:read'], tier: 'tier4', handle: ({ args }) => ({ file: apiFile(state, files.get(String(args['file'] ?? '')) ?? refuse('file_not_found')), comments: [] }),
    },
  }
}

function uploaded(file: StoredFile | undefined): StoredFile {
  return file?.bytes == null ? refuse('file_not_found') : file
}

/** Takes the bytes of a file: as they are, or in a form. */
export async function upload({ world }: State, id: string, body: Buffer, type: string): Promise<Answer> {
  const file = world.files.get(id)
  if (file === undefined) return { status: 404, body: 'Not Found' }
  const bytes = await bytesOf(body, type)
  if (bytes.byteLength !== file.length) return { status: 400, body: `Bad Request: expected ${file.length} bytes` }
  file.bytes = bytes
  return { status: 200, body: `OK - ${bytes.byteLength}` }
}

async function bytesOf(body: Buffer, type: string): Promise<Uint8Array> {
  if (!type.startsWith('multipart/form-data')) return new Uint8Array(body)
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const [file] = [...form.values()].filter(one => typeof one !== 'string')
  return file === undefined ? new Uint8Array() : new Uint8Array(await file.arrayBuffer())
}
