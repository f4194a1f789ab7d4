extension InboxPage {
  /// The right side, and narrow screens.
  static let styleSide = ##"""
    /* Right */
    #controls section, #detail section { padding: 13px 16px; border-bottom: 1px solid var(--line); }
    h3 { font-size: 12.5px; font-weight: 620; color: var(--soft); margin-bottom: 7px; }
    .big { font-size: 21px; font-weight: 620; font-variant-numeric: tabular-nums; }
    .line { display: flex; gap: 7px; flex-wrap: wrap; align-items: center; margin-top: 8px; }
    .line button, .copy { padding: 5px 11px; border: 1px solid var(--line); background: var(--bar); font-size: 13.5px; }
    .line button:hover:not(:disabled), .copy:hover { border-color: var(--green); color: var(--green); }
    .line button:disabled { opacity: .45; cursor: default; }
    .line button.on { background: var(--redtint); color: var(--red); border-color: var(--red); }
    .line input { width: 0; flex: 1 1 90px; padding: 5px 10px; border: 1px solid var(--line); border-radius: 9px; background: var(--pane); }
    .live { font-size: 12.5px; color: var(--soft); display: flex; align-items: center; gap: 6px; }
    .live::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: var(--amber); } .live.on::before { background: var(--green); }
    .danger { color: var(--red); }
    #side .bar { position: sticky; top: 0; z-index: 1; }
    .code { display: block; font: 12.5px/1.45 ui-monospace, "DejaVu Sans Mono", monospace; background: var(--code); border-radius: 8px; padding: 9px 11px; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 250px; overflow: auto; direction: ltr; text-align: left; }
    #try { font: 13px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; background: var(--pane); border-radius: 10px; padding: 12px 15px; color: var(--ink); box-shadow: 0 1px 2px var(--shade); }
    .head { display: flex; justify-content: space-between; align-items: center; gap: 8px; margin-bottom: 6px; } .head h3 { margin: 0; }
    .copy { padding: 2px 10px; font-size: 12.5px; flex: none; }
    dl { display: grid; grid-template-columns: auto 1fr; gap: 3px 12px; font-size: 13.5px; } dt { color: var(--soft); } dd { overflow-wrap: anywhere; text-align: end; font-variant-numeric: tabular-nums; }
    #toast { position: fixed; inset: auto 0 26px; margin: auto; width: fit-content; max-width: 86%; padding: 9px 17px; border-radius: 20px; background: #1b2b24; color: #fff; opacity: 0; transition: opacity .2s; pointer-events: none; z-index: 9; } #toast.on { opacity: 1; }
    noscript { position: fixed; inset: 0; display: grid; place-items: center; background: var(--pane); }
    @media (max-width: 1120px) {
      main { grid-template-columns: 300px minmax(0, 1fr); position: relative; }
      .medium { display: grid; }
      #side { position: absolute; inset-block: 0; inset-inline-end: 0; width: min(350px, 100%); background: var(--pane); box-shadow: 0 0 30px var(--shade); display: none; z-index: 5; }
      body.side #side { display: flex; }
    }
    @media (max-width: 720px) {
      main { grid-template-columns: minmax(0, 1fr); }
      .narrow { display: grid; }
      body[data-view="list"] #middle, body[data-view="chat"] #left { display: none; }
      #scroll { padding-inline: 12px; } .msg { max-width: 88%; }
      #back { margin-inline-start: -8px; }
    }
    @media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
    """##
}
