/** The settings of a group: to read, and to fill in. */
import type { Card, Form, FormField, Text } from '../card.ts'
import type { Settings } from '../group.ts'
import { encodePress } from '../press.ts'
import { joined, slash } from '../text.ts'
import { counted } from './words.ts'

const buttons = {
  group: { label: 'Group and dailies', press: encodePress({ verb: 'settings', part: 'group' }), opens: 'form' as const },
  rounds: { label: 'Rounds', press: encodePress({ verb: 'settings', part: 'rounds' }), opens: 'form' as const },
  first: { label: 'Set up', press: encodePress({ verb: 'settings', part: 'first' }), opens: 'form' as const, main: true },
}

/** What can be wrong with what was filled in. */
export const settingsFaults = {
  list: (most: number) => `A list holds ${most} channels or people at most.`,
  recap: 'The weekly recap is posted in one channel. Choose one, or none.',
  coolDown: 'The time between rounds is in minutes, a whole number from 0 to 120.',
  quiet: 'Quiet hours look like 22:00-07:00. Leave them empty for none.',
  roundsADay: 'How many rounds count in a day is a whole number from 1 to 20.',
}

/** What a group has decided, with a button for each form. */
export function settingsCard(settings: Settings, done: 'shown' | 'saved'): Card {
  return {
    kind: 'settings',
    title: done === 'saved' ? 'Saved' : 'Settings of this group',
    fields: [
      { name: 'Time zone', value: zoneText(settings) },
      { name: 'Daily verdict', value: settings.verdict === 'at once' ? 'at once, privately with the answer' : 'at the reveal' },
      { name: 'Weekly recap', value: settings.recap === null ? 'off' : ['Mondays at 09:00 in ', { channel: settings.recap.id }] },
      { name: 'More admins', value: settings.admins.length === 0 ? 'none' : `${settings.admins.length}` },
      { name: 'Rounds run in', value: settings.channels.length === 0 ? 'every channel' : joined(settings.channels.map(channel => ({ channel })), ', ') },
      { name: 'Who may start rounds', value: settings.starters },
      { name: 'Between rounds', value: settings.coolDownSeconds === 0 ? 'no break' : counted(settings.coolDownSeconds / 60, 'minute', 'minutes') },
      { name: 'Quiet hours', value: settings.quiet === null ? 'none' : `${settings.quiet.from} to ${settings.quiet.to}` },
      { name: 'Rounds that count', value: `${settings.roundsADay} a day for each member` },
    ],
    buttons: [buttons.group, buttons.rounds],
    footer: 'Admins may always start a round.',
  }
}

/** What was wrong, and the way back to the form. Nothing was saved. */
export function refusedCard(text: Text, part: keyof typeof buttons): Card {
  return { kind: 'note', tone: 'bad', title: 'Nothing was saved', text, buttons: [{ ...buttons[part], label: 'Try again' }] }
}

/** The first words in a group: what to try, and how an admin sets it up. */
export function welcomeCard(): Card {
  return {
    kind: 'help',
    title: 'Hello, I am Recall',
    text: 'I ask questions for machine-learning interviews: alone, in rounds with everyone, and one a day.',
    rows: [
      { label: slash('quiz'), text: 'practise alone; nobody sees it' },
      { label: slash('rapid'), text: 'a timed round with everyone here' },
      { label: slash('formula'), text: 'a formula with a picture, a worked number and its pitfalls' },
      { label: slash('daily set'), text: 'an admin sets a question a day' },
      { label: slash('help'), text: 'everything else' },
    ],
    buttons: [buttons.first],
    footer: 'An admin says with Set up which time zone you live by, where rounds may run, and who may start them.',
  }
}

/** What a new group is asked. */
export function firstForm(settings: Settings, zone: string): Form {
  return { title: 'Set Recall up', press: buttons.first.press, submit: 'Save', fields: [zoneField(settings, zone), channelsField(settings), startersField(settings)] }
}

export function groupForm(settings: Settings, zone: string): Form {
  return {
    title: 'Group and dailies',
    press: buttons.group.press,
    submit: 'Save',
    fields: [
      zoneField(settings, zone),
      { name: 'verdict', label: 'When a daily says right or wrong', required: true, kind: 'choice', value: settings.verdict, options: [{ value: 'at once', label: 'at once, privately' }, { value: 'at the reveal', label: 'at the reveal' }] },
      { name: 'recap', label: 'Weekly recap in', hint: 'One channel, or none for no recap', required: false, kind: 'channels', value: settings.recap === null ? [] : [settings.recap.id] },
      { name: 'admins', label: 'More admins', hint: 'Besides those of the platform', required: false, kind: 'people', value: settings.admins.map(account => account.slice(account.indexOf(':') + 1)) },
    ],
  }
}

export function roundsForm(settings: Settings): Form {
  return {
    title: 'Rounds',
    press: buttons.rounds.press,
    submit: 'Save',
    fields: [
      channelsField(settings),
      startersField(settings),
      { name: 'coolDown', label: 'Minutes between rounds', hint: '0 to 120, in each channel', required: false, kind: 'text', value: String(settings.coolDownSeconds / 60), most: 3, long: false },
      { name: 'quiet', label: 'Quiet hours', hint: 'Such as 22:00-07:00; empty for none', required: false, kind: 'text', value: settings.quiet === null ? '' : `${settings.quiet.from}-${settings.quiet.to}`, most: 20, long: false },
      { name: 'roundsADay', label: 'Rounds a day that count', hint: '1 to 20, for each member', required: true, kind: 'text', value: String(settings.roundsADay), most: 2, long: false },
    ],
  }
}

function zoneField({ chosen }: Settings, zone: string): FormField {
  return { name: 'zone', label: 'Time zone', hint: chosen ? 'Such as Europe/Berlin; a change holds from tomorrow' : 'Such as Europe/Berlin', required: true, kind: 'text', value: zone, most: 60, long: false }
}

function channelsField({ channels }: Settings): FormField {
  return { name: 'channels', label: 'Rounds run in', hint: 'None for every channel', required: false, kind: 'channels', value: channels }
}

function startersField({ starters }: Settings): FormField {
  return { name: 'starters', label: 'Who may start rounds', required: true, kind: 'choice', value: starters, options: [{ value: 'everyone', label: 'everyone' }, { value: 'admins', label: 'admins' }] }
}

function zoneText({ zone, next, chosen }: Settings): Text {
  if (next !== null) return [`${zone}; ${next.zone} from `, { at: next.from, as: 'day and time' }]
  return chosen ? zone : `${zone} (nobody has chosen one yet)`
}
