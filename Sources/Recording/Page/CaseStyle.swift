enum CaseStyle {
  /// For light and dark screens, and for paper.
  static let text = """
    :root { color-scheme: light dark; }
    body { margin: 0 auto; max-width: 70rem; padding: 0 1rem 3rem; font: 15px/1.45 system-ui, sans-serif; }
    h1 { font-size: 1.05rem; }
    header { position: sticky; top: 0; background: Canvas; border-bottom: 1px solid GrayText; padding: .3rem 0; }
    header p { margin: .3rem 0; }
    #filter { font: inherit; width: 20rem; max-width: 100%; }
    section { border-bottom: 1px solid color-mix(in srgb, GrayText 40%, transparent); padding: .6rem 0; }
    pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.4 ui-monospace, monospace; }
    details { margin: .25rem 0 0 1rem; }
    summary { font: 13px/1.4 ui-monospace, monospace; cursor: pointer; overflow-wrap: anywhere; }
    details pre { padding: .4rem 0 .4rem 1rem; border-left: 3px solid GrayText; }
    [hidden] { display: none; }
    @media print {
      :root { color-scheme: light; }
      header { position: static; }
      #filter { display: none; }
      body { max-width: none; padding: 0; font-size: 10pt; }
      summary { break-after: avoid-page; list-style: none; font-weight: 600; }
      details pre { break-before: avoid-page; }
    }
    """
}
