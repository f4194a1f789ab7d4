extension InboxPage {
  /// The kinds of messages.
  static let styleKinds = ##"""
    .media { display: grid; place-items: center; align-content: center; gap: 6px; min-width: min(280px, 62vw); height: 165px; margin: -2px -5px 5px; border-radius: 9px; color: #fff; text-align: center; padding: 10px; background: linear-gradient(150deg, #3d8f78, #22566c 60%, #263a5c); }
    .media.video { background: linear-gradient(150deg, #4b4f73, #23263a); height: 185px; }
    .media svg { width: 42px; height: 42px; stroke-width: 1.2; }
    .media span { font-size: 13px; overflow-wrap: anywhere; }
    .media small { color: rgba(255, 255, 255, .75); overflow-wrap: anywhere; }
    .file { display: flex; gap: 10px; align-items: center; background: var(--code); border-radius: 9px; padding: 9px 11px; margin-bottom: 5px; width: 290px; max-width: 100%; }
    .file svg { flex: none; width: 32px; height: 32px; stroke-width: 1.3; color: var(--red); }
    .file div { min-width: 0; } .file strong, .file small { display: block; overflow-wrap: anywhere; font-weight: 550; }
    .voice { display: flex; gap: 10px; align-items: center; width: 260px; max-width: 100%; padding: 4px 2px 6px; color: var(--green); }
    .voice svg { width: 26px; height: 26px; fill: currentColor; stroke: none; flex: none; }
    .voice i { flex: 1; height: 22px; border-radius: 3px; background: repeating-linear-gradient(90deg, var(--soft) 0 2px, transparent 2px 5px); opacity: .6; clip-path: polygon(0 40%, 6% 20%, 12% 60%, 20% 0, 28% 30%, 36% 5%, 44% 45%, 52% 10%, 60% 35%, 70% 0, 80% 40%, 90% 25%, 100% 45%, 100% 60%, 90% 75%, 80% 60%, 70% 100%, 60% 65%, 52% 90%, 44% 55%, 36% 95%, 28% 70%, 20% 100%, 12% 60%, 6% 80%, 0 60%); }
    .map { position: relative; min-width: min(280px, 62vw); height: 140px; margin: -2px -5px 6px; border-radius: 9px; background-color: #dfe8d8; background-image: linear-gradient(25deg, transparent 46%, #fff 46% 51%, transparent 51%), linear-gradient(112deg, transparent 60%, #fff 60% 64%, transparent 64%), linear-gradient(80deg, transparent 20%, #f6e7b4 20% 26%, transparent 26%), radial-gradient(circle at 84% 22%, #b9d8ee 0 22%, transparent 22.5%); }
    [data-theme="night"] .map { filter: brightness(.62) saturate(.8); }
    .map svg { position: absolute; inset: 0; margin: auto; width: 40px; height: 40px; color: #b3261e; fill: #ff6f61; stroke-width: 1.2; }
    .card { display: flex; gap: 11px; align-items: center; padding: 4px 0 7px; width: 270px; max-width: 100%; }
    .card + .card { border-top: 1px solid var(--line); padding-top: 8px; }
    .card div { min-width: 0; } .card strong, .card small { display: block; overflow-wrap: anywhere; }
    .ask { font-weight: 620; } .hint { font-size: 13px; color: var(--soft); margin: 2px 0 6px; }
    .option { display: grid; grid-template-columns: 20px 1fr auto; gap: 2px 9px; align-items: center; width: 280px; max-width: 100%; text-align: start; padding: 5px 3px; border-radius: 8px; }
    .option:hover { background: var(--code); }
    .option i { width: 19px; height: 19px; border: 2px solid var(--soft); border-radius: 50%; display: grid; place-items: center; }
    .option.many i { border-radius: 5px; }
    .option[aria-checked="true"] i { background: var(--green); border-color: var(--green); color: var(--bubble); }
    .option i svg { width: 13px; height: 13px; stroke-width: 2.4; visibility: hidden; } .option[aria-checked="true"] i svg { visibility: visible; }
    .option u { grid-column: 2 / 4; height: 5px; border-radius: 3px; background: var(--line); overflow: hidden; display: block; }
    .option u::after { content: ""; display: block; height: 100%; width: 0; background: var(--green); transition: width .25s; } .option[aria-checked="true"] u::after { width: 100%; }
    .option b { font-weight: 500; font-size: 13px; color: var(--soft); }
    .foot { color: var(--soft); font-size: 13px; margin-top: 4px; }
    .buttons { display: grid; gap: 4px; margin-top: 4px; }
    .buttons button { display: flex; gap: 8px; justify-content: center; align-items: center; padding: 8px 10px; background: var(--bubble); color: var(--link); font-weight: 550; border-radius: 10px; box-shadow: 0 1px 1.5px var(--shade); overflow-wrap: anywhere; }
    .buttons button:hover { filter: brightness(.96); } [data-theme="night"] .buttons button:hover { filter: brightness(1.2); }
    .story-tile { display: grid; place-items: center; text-align: center; min-height: 190px; min-width: min(250px, 62vw); padding: 20px; margin: -2px -5px 5px; border-radius: 10px; color: #fff; font-size: 20px; line-height: 1.35; overflow-wrap: anywhere; white-space: pre-wrap; background: #128c7e; text-shadow: 0 1px 3px rgba(0, 0, 0, .4); }
    .font1 { font-family: serif; } .font2 { font-style: italic; font-family: Georgia, serif; } .font3 { font-weight: 700; } .font4 { font-family: monospace; } .font5 { letter-spacing: .06em; text-transform: uppercase; } .font6 { font-weight: 300; } .font7 { font-family: cursive; }
    #older { text-align: center; color: var(--soft); padding: 8px; font-size: 13px; }
    #empty { position: absolute; inset: 60px 0 0; display: none; flex-direction: column; align-items: center; justify-content: center; gap: 16px; padding: 24px; text-align: center; color: var(--soft); }
    #empty.on { display: flex; }
    #empty pre { max-width: 480px; white-space: pre-wrap; overflow-wrap: anywhere; text-align: left; }
    .phone { width: 92px; height: 154px; border: 3px solid var(--soft); border-radius: 16px; padding: 24px 10px; display: grid; gap: 8px; align-content: start; opacity: .7; }
    .phone i { height: 16px; border-radius: 3px 8px 8px 8px; background: var(--soft); width: 82%; opacity: .55; } .phone i:nth-child(2) { width: 56%; } .phone i:nth-child(3) { justify-self: end; border-radius: 8px 3px 8px 8px; width: 46%; background: var(--green); }
    """##
}
