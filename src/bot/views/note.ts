/** Short private notes, most of them saying what went wrong and what to do. */
import type { Card, Text } from '../card.ts'
import { joined, slash, words } from '../text.ts'

/** A private note. */
export function note(text: Text): Card {
  return { kind: 'note', text }
}

/** What a member is told whom the platform keeps from taking part until an instant. */
export function timedOut(until: number): Card {
  return note(words`You are timed out here until ${{ at: until, as: 'day and time' }}. Then you can take part again.`)
}

/** Commands that work outside groups too. */
const alone = joined(['quiz', 'formula', 'snippet', 'concept', 'progress', 'timezone', 'privacy', 'help'].map(slash), ', ', ' and ')

export const notes = {
  unknownPress: note(words`That button is not one of mine any more. Use the newest message, or ${slash('help')}.`),
  goneRound: note(words`That round is not here any more. ${slash('rapid')} starts a new one.`),
  unwritten: note('I did that, but could not write my answer. Ask for it again.'),
  slow: note('That took too long just now. Please press again.'),
  closed: note('That question is closed, so the answer does not count. The next one is on its way.'),
  late: note('That came after the deadline, so it does not count.'),
  notRevealed: note('That question is not revealed yet.'),
  notAnswered: note('You did not answer that question, so there is no verdict for you. The explanation stands in the reveal.'),
  nothingTyped: note('Nothing was typed, so nothing was counted. Press the button again.'),
  erased: note('You have erased your answer to this question, so it cannot be answered again.'),
  void: note('That question was voided. It counts for nobody.'),
  groupOnly: note(words`That works in the channels of a group that has added me. Here you can use ${alone}.`),
  noChannel: note('Choose the channel where everyone is to play.'),
  missedNone: note('You missed none of these.'),
  gonePractice: note(words`That set of questions is not here any more. ${slash('quiz')} draws a new one.`),
  twice: note('That was pressed twice. Use the newest message.'),
  starterGoesOn: note('Only the person who started this quiz, or an admin, goes on. Your answer counts until then.'),
  goingOn: note('On we go.'),
  wentOn: note('This quiz has gone on already.'),
  noDaily: note(words`There is no daily here. An admin sets one with ${slash('daily set time:09:00')}.`),
  noneDrawn: note('No question fits that. Leave out the topic or the difficulty.'),
  noneFits: note('No question fits this daily. Set it again without a topic or a difficulty.'),
  elsewhere: note('I am not at work in this workspace. Whoever runs me can set me up for it.'),
  adminOnly: note('Only an admin of this group can do that.'),
  storeTrouble: note('I could not save that just now, so nothing was counted. Please try again in a moment.'),
  notShown: note('I could not look that up just now. Come back in a moment.'),
  noRound: note(words`No round is running in this channel. ${slash('rapid')} starts one.`),
  notYourRound: note('Only the person who started this round, or an admin, can stop it.'),
  added: note('Recall is here.'),
  removed: note('Recall was removed. Nothing is posted here any more.'),
  stopping: note('The round ends here. What was revealed counts.'),
} satisfies Record<string, Card>
