/**
 * Answers only who asks for this server by its name. A server on one's own machine is out of reach of the network, but
 * not of one's own browser: a page from elsewhere may point a name of its own at 127.0.0.1 ("DNS rebinding") and read
 * what is served there. It cannot choose the name that the browser then sends along.
 */

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** They hold counts only, and whoever watches over a fleet asks by whatever name it knows. */
const open = new Set(['/healthz', '/metrics'])

type Answer = (request: Request) => Response | Promise<Response>

/**
 * @param host address that the server listens on; where that is for other machines too, any name may be right
 * @param name the name under which people reach it through a proxy, or null
 */
export function guardHost(host: string, name: string | null, answer: Answer): Answer {
  const isLocal = loopback.has(host) || host === '::1'
  if (!isLocal && name === null) return answer
  return (request) => {
    const { hostname, pathname } = new URL(request.url)
    if (open.has(pathname) || loopback.has(hostname) || hostname === name?.toLowerCase())
      return answer(request)
    return new Response(
      `This server is not known as ${hostname}: where a proxy stands before it, set BACKFILE_SERVER_NAME.\n`,
      { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } },
    )
  }
}
