extension InboxPage {
  /// Colours, and what stands where.
  static let styleFrame = ##"""
    :root {
      color-scheme: light;
      --page: #d9dbd5; --pane: #ffffff; --bar: #f4f5f2; --line: #e3e5e0; --ink: #15201b; --soft: #66736c;
      --chat: #ece5dc; --dot: rgba(120, 104, 80, .09); --bubble: #ffffff; --mine: #d7f8c8; --shade: rgba(20, 30, 20, .13);
      --green: #12805c; --tint: #e2f3ea; --link: #0b6fb8; --red: #b3261e; --redtint: #fdecea;
      --amber: #8a5a00; --code: #f3f4f1; --focus: #0f8f66;
    }
    :root[data-theme="night"] {
      color-scheme: dark;
      --page: #070b09; --pane: #111a16; --bar: #18221d; --line: #223029; --ink: #e7eeea; --soft: #93a29a;
      --chat: #0a110e; --dot: rgba(200, 225, 210, .035); --bubble: #1c2823; --mine: #0c5140; --shade: rgba(0, 0, 0, .45);
      --green: #35b98b; --tint: #143228; --link: #62b6f0; --red: #ff8a80; --redtint: #3a1a18;
      --amber: #e8b04b; --code: #0d1512; --focus: #3fd0a0;
    }
    * { box-sizing: border-box; scrollbar-width: thin; scrollbar-color: var(--line) transparent; }
    html, body { height: 100%; margin: 0; }
    body {
      background: var(--page); color: var(--ink); overflow: hidden;
      font: 15px/1.42 system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", sans-serif;
    }
    h1, h2, h3, p, ul, ol, pre, dl, dd { margin: 0; padding: 0; }
    ul, ol { list-style: none; }
    button, input { font: inherit; color: inherit; }
    button { cursor: pointer; border: 0; background: none; border-radius: 9px; }
    :focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
    svg { width: 16px; height: 16px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
    .symbols { position: absolute; width: 0; height: 0; }
    [dir="rtl"] .turn { transform: scaleX(-1); }
    small { font-weight: 400; font-size: 12.5px; color: var(--soft); }
    main {
      display: grid; grid-template-columns: 320px minmax(0, 1fr) 330px; height: 100%; max-width: 1680px;
      margin: auto; background: var(--pane); box-shadow: 0 0 30px var(--shade);
    }
    main > * { display: flex; flex-direction: column; min-height: 0; min-width: 0; }
    #left { border-inline-end: 1px solid var(--line); }
    #side { border-inline-start: 1px solid var(--line); overflow: auto; }
    .bar {
      display: flex; align-items: center; gap: 10px; flex: none; height: 60px; padding: 0 14px;
      background: var(--bar); border-bottom: 1px solid var(--line);
    }
    h1, h2 { font-size: 18px; font-weight: 650; flex: 1; display: flex; align-items: center; gap: 9px; }
    h2 { font-size: 16px; }
    .mark { width: 24px; height: 24px; border-radius: 50% 50% 50% 4px; background: linear-gradient(140deg, #2bc48a, #0d7a5f); }
    [dir="rtl"] .mark { border-radius: 50% 50% 4px 50%; }
    .icon { width: 36px; height: 36px; display: grid; place-items: center; color: var(--soft); }
    .icon svg { width: 19px; height: 19px; }
    .icon:hover, .quiet:hover { background: var(--line); color: var(--ink); }
    .quiet { height: 34px; min-width: 34px; padding: 0 9px; color: var(--soft); font-weight: 600; }
    .narrow, .medium { display: none; }
    """##
}
