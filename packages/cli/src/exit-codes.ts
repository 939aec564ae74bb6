/** What the exit code of `backfile` means; `backfile --help` prints this list. */
export const exitCodes = {
  /** All was done. */
  done: 0,
  /** Some files could not be read, or what was asked for is not there; the rest was done. */
  someFailed: 1,
  /** The command's words are off. */
  usage: 2,
  /** The archive cannot be opened or written: another process has it, it is not there, the disk is full. */
  archive: 3,
  /** Stopped by Ctrl-C or SIGTERM; running the same command again goes on. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
