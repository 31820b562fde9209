import { describe, expect, it } from 'vitest'
import { parseCommand } from '../../src/bot/commands/parse.ts'

const commands = [
  { name: 'daily', options: [] },
  { name: 'daily set', options: [{ name: 'time', kind: 'text' }, { name: 'channel', kind: 'channel' }] },
  { name: 'report', options: [{ name: 'why', kind: 'text' }] },
] as const

const read = (text: string) => parseCommand(text, commands)

describe('a command as it is typed', () => {
  it('has the longest name that fits, in any case', () => expect(read('/DAILY  set Time:09:00')).toEqual({ name: 'daily set', options: { time: '09:00' } }))
  it('gives words before any option to its first one', () => expect(read('/report too hard')).toEqual({ name: 'report', options: { why: 'too hard' } }))
  it('takes a colon in a sentence for a colon', () => expect(read('/report why:B is wrong: see https://a.example').options).toEqual({ why: 'B is wrong: see https://a.example' }))
  it('keeps what stands in quotation marks together', () => expect(read('/report why:"time:late"').options).toEqual({ why: 'time:late' }))
  it('takes an equals sign for a colon, and spaces beside either', () => expect(['channel=quiz time=9:00', 'time : 9:00  channel = quiz', 'time: 9:00 channel= quiz'].map(text => read(`/daily set ${text}`).options)).toEqual(Array(3).fill({ time: '9:00', channel: 'quiz' })))
  it('takes an equals sign elsewhere for one', () => expect(read('/report y=ax is wrong').options).toEqual({ why: 'y=ax is wrong' }))
  it('knows the quotation marks that phones write', () => expect(read('/report why:\u201ctime:late\u201d').options).toEqual({ why: 'time:late' }))
  it('takes a mistyped option for an option, so that it is told', () => expect(read('/daily set tine:09:00').options).toEqual({ tine: '09:00' }))
  it('takes a channel with or without its sign', () => expect([read('/daily set channel:#quiz').options, read('/daily set channel:quiz').options]).toEqual([{ channel: 'quiz' }, { channel: 'quiz' }]))
  it('keeps the words of a command it does not know', () => expect(read('/rapit seconds:3')).toEqual({ name: 'rapit', options: {} }))
})
