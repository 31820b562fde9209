/** Places of a board as a table of Slack. */
import type { RichTextBlock, TableBlock } from '@slack/types'
import type { Card, Row } from '../bot/card.ts'
import { lineOf } from './row.ts'
import { typedBehindRecall } from './slash.ts'
import { piece, type Style } from './slack-text.ts'

const settings: NonNullable<TableBlock['column_settings']> = [{ align: 'left' }, { align: 'left', is_wrapped: true }, { align: 'right' }]

/**
 * Rank, name and score of each place, narrow enough for a phone: names wrap. A message may have one table. Its cells are rich text,
 * because raw ones were answered with an internal error (soxtoby/SlackNet, issue 246).
 */
export function slackTable(rows: readonly Row[], kind: Card['kind']): TableBlock[] {
  if (rows.length === 0) return []
  const head = ['#', 'Name', 'Right · points'].map(name => cell(name, { bold: true }))
  return [{ type: 'table', column_settings: settings, rows: [head, ...rows.map(row => placeOf(row, kind))] }]
}

function placeOf(row: Row, kind: Card['kind']): RichTextBlock[] {
  const { label, text, strong, sign, value, note } = lineOf(row, kind, typedBehindRecall)
  const style: Style = strong ? { bold: true } : {}
  return [cell(label), cell(`${text}${sign}`, style, note), cell(value, style)]
}

/** A cell with small print below it. An empty one is refused. */
function cell(text: string, style: Style = {}, note = ''): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [...piece(text === '' ? ' ' : text, style), ...(note === '' ? [] : piece(`\n${note}`, { italic: true }))] }] }
}
