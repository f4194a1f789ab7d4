extension InboxPage {
  /// The chat.
  static let styleChat = ##"""
    /* Middle */
    #middle { position: relative; background-color: var(--chat); background-image: radial-gradient(var(--dot) 1.6px, transparent 1.7px), radial-gradient(var(--dot) 1.1px, transparent 1.2px); background-size: 26px 26px, 17px 17px; background-position: 0 0, 9px 11px; }
    .who { flex: 1; min-width: 0; display: flex; flex-direction: column; line-height: 1.25; }
    .who strong { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
    #scroll { flex: 1; overflow: auto; padding: 10px 5.5% 22px; outline: 0; overflow-anchor: none; }
    .day { width: fit-content; margin: 10px auto 10px; padding: 4px 13px; border-radius: 9px; font-size: 12.5px; color: var(--soft); background: var(--pane); box-shadow: 0 1px 1px var(--shade); }
    .msg { width: fit-content; max-width: min(78%, 500px); padding-bottom: 2px; margin-bottom: 4px; outline: 0; }
    .msg.out { margin-inline-start: auto; }
    .bubble { position: relative; background: var(--bubble); border-radius: 4px 12px 12px 12px; padding: 6px 9px 5px; box-shadow: 0 1px 1.5px var(--shade); cursor: pointer; min-width: 96px; }
    [dir="rtl"] .bubble { border-radius: 12px 4px 12px 12px; }
    .msg.out .bubble { background: var(--mine); border-radius: 12px 4px 12px 12px; cursor: default; }
    [dir="rtl"] .msg.out .bubble { border-radius: 4px 12px 12px 12px; }
    .msg:focus-visible .bubble, .msg.chosen .bubble { box-shadow: 0 0 0 2px var(--focus); }
    .msg.failed .bubble { background: var(--redtint); }
    .msg.waiting .bubble { opacity: .82; }
    /* A text with many marks stacked on one letter must not cover other bubbles. */
    .text { white-space: pre-wrap; overflow-wrap: anywhere; text-align: start; overflow: clip; overflow-clip-margin: 4px; }
    .text b { font-weight: 680; }
    .text .mono, .text pre { font: 13.5px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; background: var(--code); border-radius: 4px; padding: 0 3px; }
    .text pre { white-space: pre-wrap; padding: 5px 8px; margin: 2px 0; }
    .text .cited { display: block; border-inline-start: 3px solid var(--green); padding-inline-start: 8px; color: var(--soft); }
    .text .item { display: block; padding-inline-start: 14px; text-indent: -11px; }
    .text .link { color: var(--link); text-decoration: underline; text-underline-offset: 2px; }
    .text .at { color: var(--link); font-weight: 550; }
    .meta { display: flex; gap: 4px; justify-content: flex-end; align-items: center; font-size: 11.5px; color: var(--soft); margin-top: 1px; min-height: 16px; }
    .meta .tag { margin-inline-end: auto; padding-inline-end: 14px; }
    .why { color: var(--red); font-size: 13px; margin-top: 4px; padding-top: 4px; border-top: 1px solid color-mix(in srgb, var(--red) 22%, transparent); }
    .quote { display: block; border-inline-start: 4px solid var(--green); background: var(--code); border-radius: 6px; padding: 5px 9px; margin-bottom: 5px; font-size: 13.5px; color: var(--soft); max-height: 64px; overflow: hidden; }
    .quote strong { display: block; color: var(--green); font-weight: 600; }
    """##
}
