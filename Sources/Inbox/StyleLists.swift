extension InboxPage {
  /// The conversations.
  static let styleLists = ##"""
    /* Left */
    .find { display: flex; align-items: center; gap: 8px; margin: 10px 12px 6px; padding: 0 12px; height: 37px; background: var(--bar); border-radius: 19px; color: var(--soft); }
    .find:focus-within { box-shadow: 0 0 0 2px var(--focus); }
    .find input { flex: 1; min-width: 0; border: 0; background: none; outline: 0; color: var(--ink); }
    .chips { display: flex; gap: 6px; padding: 2px 12px 9px; flex-wrap: wrap; }
    .chips button { padding: 3px 11px; font-size: 13px; border-radius: 13px; background: var(--bar); color: var(--soft); }
    .chips button[aria-pressed="true"] { background: var(--tint); color: var(--green); font-weight: 600; }
    #people { flex: 1; overflow: auto; outline-offset: -2px; }
    #people li { display: flex; gap: 12px; align-items: center; padding: 9px 14px; cursor: pointer; content-visibility: auto; contain-intrinsic-size: auto 66px; }
    /* A row may change while a finger presses it. So the press belongs to the whole row, not to a part of it. */
    #people li > * { pointer-events: none; }
    #people li:hover { background: var(--bar); }
    #people li[aria-selected="true"] { background: var(--tint); }
    #people li:focus-visible { outline-offset: -2px; }
    .face { flex: none; width: 46px; height: 46px; border-radius: 50%; display: grid; place-items: center; color: #fff; font-weight: 600; font-size: 16px; }
    .bar .face { width: 40px; height: 40px; font-size: 14px; }
    .f0 { background: #16866a; } .f1 { background: #7a5bc7; } .f2 { background: #b4572e; } .f3 { background: #2d6fb3; }
    .f4 { background: #a83a6d; } .f5 { background: #5d7a1f; } .f6 { background: #946a12; } .f7 { background: #3f6c75; }
    .face.story { background: none; border: 2.5px dashed var(--green); color: var(--green); }
    .row { flex: 1; min-width: 0; }
    .row div { display: flex; gap: 8px; align-items: center; }
    .row strong, .row .last { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; text-align: left; flex: 1; min-width: 0; }
    [dir="rtl"] .row strong, [dir="rtl"] .row .last { text-align: right; }
    .row strong { font-weight: 600; }
    .row .last { color: var(--soft); font-size: 14px; }
    .row small { flex: none; }
    .count { flex: none; min-width: 21px; padding: 0 6px; border-radius: 11px; text-align: center; font-size: 12px; line-height: 21px; background: var(--line); color: var(--soft); }
    .total { padding: 8px 14px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px; }
    /* Ticks */
    .tick { flex: none; width: 17px; height: 14px; color: var(--soft); display: inline-block; vertical-align: -2px; }
    .tick svg { width: 17px; height: 14px; }
    .tick.failed, .tick.refunded { color: var(--red); }
    """##
}
