/** What people call the forms. */
import type { Message } from '@backfile/model'
import { say } from '../terminal.ts'

const names: Readonly<Record<string, Message>> = {
  'department-performance-target': { zh: '部门整体', en: 'department' },
  'project-performance-target': { zh: '项目申报', en: 'project' },
  'project-self-evaluation': { zh: '项目自评', en: 'self-evaluation' },
  unknown: { zh: '未识别', en: 'unknown' },
}

/** A short name; an unknown id as it is. */
export function formName(id: string): string {
  const name = names[id]
  return name === undefined ? id : say(name)
}
