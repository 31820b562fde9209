/** All that Recall asks Slack for: the manifest is made of it, docs/slack.md repeats it, and every test runs with exactly that. */

/** The scopes of its token, each with what it is for. */
export const scopes = {
  'commands': '`/recall` and the two shortcuts',
  'chat:write': 'questions, reveals, boards, and answers to forms and mentions',
  'users:read': 'names, who is an admin or an owner, and languages, from which the first time zone is guessed',
  'channels:read': 'whether Recall may post in a public channel, before a round or a daily is promised; to hear that it was invited; whose dailies to show in the App Home',
  'groups:read': 'the same in private channels',
  'channels:history': 'after a lost connection Recall looks whether its message got through, in public channels',
  'groups:history': 'the same in private channels',
  'files:write': 'to upload the pictures of formulas, and the file of an export',
  'files:read': 'to wait until Slack has looked a picture through',
  'app_mentions:read': 'to hear `@Recall formula cosine` in a channel',
  'im:history': 'to hear what people write to Recall alone',
  'im:write': 'to bring somebody the file of `/recall privacy export`',
} as const

/** What happens, as far as Slack is to tell. */
export const events = ['app_home_opened', 'app_mention', 'app_uninstalled', 'member_joined_channel', 'message.im', 'tokens_revoked'] as const
