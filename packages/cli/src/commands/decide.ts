/** The words of `backfile decide`. */
import { Argument, Command, InvalidArgumentError } from 'commander'
import type { Decided } from '../operate/decide.ts'
import { say } from '../terminal.ts'
import { type ArchiveWords, archivePlace, withArchiveOptions } from './archive-options.ts'

interface Words extends ArchiveWords {
  readonly by: string
  readonly reason: string
}

export function decideCommand(): Command {
  const command = new Command('decide')
    .summary(say({ zh: '对一处发现作出处理', en: 'decide on a finding' }))
    .description(
      say({
        zh: '记下谁、为什么、何时确认（accepted）或排除（dismissed）了一处发现，或使它重新待处理（open）。\n读到的内容不变；以后重新读取，处理仍然有效。',
        en: 'Keeps who accepted or dismissed a finding, why and when, or opened it again. What was read stays as it is, and\nthe decision holds when the file is read again.',
      }),
    )
    .argument(
      '<filing>',
      say({ zh: '表的编号，写开头几位即可', en: 'id of the filing, or the beginning of it' }),
    )
    .argument(
      '<finding>',
      say({ zh: '发现的编号，写开头几位即可', en: 'id of the finding, or the beginning of it' }),
    )
    .addArgument(
      new Argument('<state>', say({ zh: '处理', en: 'what it is from now on' })).choices([
        'accepted',
        'dismissed',
        'open',
      ]),
    )
    .requiredOption('--by <name>', say({ zh: '谁', en: 'who decides' }), written)
    .requiredOption('--reason <text>', say({ zh: '为什么', en: 'why' }), written)
    .addHelpText(
      'after',
      () => `
${say({ zh: '例：', en: 'Examples:' })}
  backfile findings --filing 3fa9
  backfile decide 3fa9 81c2 dismissed --by ${say({ zh: '张审计 --reason 与原件相符', en: "'Zhang Wei' --reason 'as in the original'" })}`,
    )
  return withArchiveOptions(command).action(
    async (filing: string, finding: string, state: Decided['state'], { by, reason, ...words }: Words) => {
      const { decide } = await import('../operate/decide.ts')
      process.exitCode = await decide(filing, finding, { state, madeBy: by, reason }, archivePlace(words))
    },
  )
}

/** Throws commander's error where nothing is written. */
function written(text: string): string {
  if (text.trim() !== '') return text.trim()
  throw new InvalidArgumentError(say({ zh: '不能为空', en: 'It must not be empty.' }))
}
