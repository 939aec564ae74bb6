/** The style of all pages: the reader's own fonts, light or dark as the reader's system is. */
export const style = `:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --card: #ffffff; --ink: #1c2330; --quiet: #5b6676; --line: #dfe3e9; --link: #1f5fbf;
  --read: #2f8f5b; --reading: #2f7fc4; --queued: #8fb8de; --received: #c4cedb; --failed: #c8423b;
  --warning: #a86a08; --info: #4a6fa5; --notice: #fff4d9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #12161c; --card: #1a2028; --ink: #e6e9ee; --quiet: #98a3b3; --line: #2d3641; --link: #7fb0f5;
    --read: #4fb37c; --reading: #5aa5e6; --queued: #3f6a94; --received: #4b5766; --failed: #ef7a72;
    --warning: #e0a94a; --info: #8fb1e3; --notice: #3a3115;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; align-items: baseline; justify-content: space-between; padding-top: 1.5rem; }
h1 { font-size: 1.35rem; margin: 0; }
h1 span { color: var(--quiet); font-weight: 400; margin-left: .5rem; }
h2 { font-size: 1.05rem; margin: 0 0 .75rem; }
h3 { font-size: .9rem; color: var(--quiet); font-weight: 600; margin: 1rem 0 .25rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.1rem 1.25rem; margin: 1.1rem 0; }
p { margin: .5rem 0; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.quiet { color: var(--quiet); font-size: .9rem; }
.notice { background: var(--notice); border-radius: .4rem; padding: .5rem .75rem; }
.bar { display: block; width: 100%; height: .75rem; border-radius: .4rem; background: var(--line); }
.bar .read { fill: var(--read); } .bar .reading { fill: var(--reading); } .bar .queued { fill: var(--queued); }
.bar .received { fill: var(--received); } .bar .failed { fill: var(--failed); }
.tiles { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem 2rem; padding: 0; margin: .9rem 0; color: var(--quiet); }
.tiles b { display: block; font-size: 1.7rem; line-height: 1.15; color: var(--ink); font-variant-numeric: tabular-nums; }
.tiles .read b { color: var(--read); } .tiles .reading b { color: var(--reading); }
.tiles .failed b, .tiles .error b { color: var(--failed); } .tiles .warning b { color: var(--warning); }
.findings, .files { padding: 0; margin: 0; list-style: none; }
.findings li, .files li { padding: .55rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.findings .quiet, .files .quiet { display: block; }
.mark { display: inline-block; font-size: .8rem; font-weight: 600; margin-right: .5rem; white-space: nowrap; }
.mark.error { color: var(--failed); } .mark.warning { color: var(--warning); } .mark.info { color: var(--info); }
table { border-collapse: collapse; font-size: .92rem; }
td { padding: .3rem 1rem .3rem 0; vertical-align: top; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
code { font-size: .88em; color: var(--quiet); }
summary { cursor: pointer; color: var(--quiet); }
footer { display: flex; justify-content: space-between; color: var(--quiet); font-size: .9rem; padding-bottom: 2rem; }
`
