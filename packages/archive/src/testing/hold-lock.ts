/** `hold-lock.ts FOLDER`: takes the folder's lock, says so or why not, and holds it until it is killed. */
import { lockFolder } from '../folder-lock.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: hold-lock.ts FOLDER')
try {
  await lockFolder(folder)
  console.log('held')
} catch (error) {
  console.log(error instanceof Error ? error.message : error)
}
setInterval(() => undefined, 1000)
