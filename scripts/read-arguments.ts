/** The arguments of a script: `--help` prints how it is used, and what it does not know ends it with that and exit 2. */
import { type ParseArgsConfig, parseArgs } from 'node:util'

/** As `parseArgs`, with `--help` (`-h`) besides; `usage` is printed as it stands. */
export function readArguments<Config extends ParseArgsConfig>(
  usage: string,
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArgs<Config>(config)
  } catch (error) {
    return endWith(error instanceof Error ? error.message : String(error), usage)
  }
}

/** A whole number from an argument, `least` or more; anything else ends the script. */
export function wholeNumber(name: string, text: string | undefined, least: number, usage: string): number {
  const number = Number(text)
  return Number.isInteger(number) && number >= least
    ? number
    : endWith(`${name} is a whole number from ${least} on, not "${text}"`, usage)
}

/** Prints what is wrong and how the script is used, and ends it. */
export function endWith(message: string, usage: string): never {
  console.error(`${message}\n\n${usage}`)
  process.exit(2)
}
