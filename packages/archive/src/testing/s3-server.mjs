/** `s3-server.mjs FOLDER BUCKET`: a real S3 server with one bucket on a free port, which it prints; until it is killed. */
import S3rver from '@20minutes/s3rver'

const [directory, bucket] = process.argv.slice(2)
const server = new S3rver({
  ...{ address: '127.0.0.1', port: 0, silent: true, directory },
  configureBuckets: [{ name: bucket, configs: [] }],
})
console.log((await server.run()).port)
