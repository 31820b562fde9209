import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discordForm } from '../../src/render/discord-form.ts'
import { discordMessage } from '../../src/render/discord.ts'
import { card as anyCard } from './arbitrary.ts'
import { longestCards, longestForms } from './cards.ts'

/** Discord's own description of its API, in OpenAPI 3.1; 1.2 MB, so it is not kept here. */
const path = process.env['RECALL_DISCORD_OPENAPI']

/** Checks against one of the description's schemas. */
function checkOf(description: { components: { schemas: Record<string, object> } }, name: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
  return ajv.compile({ ...description, $ref: `#/components/schemas/${name}` })
}

describe("Discord's own description of its API", () => {
  if (path === undefined) {
    it('is not asked: set RECALL_DISCORD_OPENAPI to the path of discord-openapi.json', () => {
      console.log('Not run: the check against Discord\'s description of its API. Set RECALL_DISCORD_OPENAPI to the path of discord-openapi.json.')
    })
    return
  }

  const description = JSON.parse(readFileSync(path, 'utf8')) as Parameters<typeof checkOf>[0]
  const message = checkOf(description, 'MessageCreateRequest')
  const reply = checkOf(description, 'CreateMessageInteractionCallbackRequest')
  const modal = checkOf(description, 'ModalInteractionCallbackRequest')
  const fill = (length: number) => 'w'.repeat(length)
  const expectFit = (check: ValidateFunction, body: unknown): void => expect(check(body) ? [] : check.errors).toEqual([])

  it('would refuse what is wrong', () => {
    expect(message({ components: [{ type: 10, content: '' }] })).toBe(false)
    expect(modal({ type: 9, data: { custom_id: 'x', title: 'w'.repeat(46), components: [] } })).toBe(false)
  })

  it.each(Object.entries(longestCards(fill)))('allows the longest message: %s', (_, card) => {
    const { body } = discordMessage(card, { picture: 'p.png', private: true })
    expectFit(message, body)
    expectFit(reply, { type: 4, data: body })
  })

  it.each(Object.entries(longestForms(fill)))('allows the longest form: %s', (_, form) => expectFit(modal, { type: 9, data: discordForm(form) }))

  it('allows any card', () => {
    fc.assert(fc.property(anyCard, card => {
      expectFit(message, discordMessage(card, { picture: 'p.png', private: false }).body)
    }), { numRuns: 300 })
  })
})
