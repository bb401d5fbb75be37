"""The sample district: 24 invented communities, two fiscal years, the same bytes every time.

Only what `script/sample` needs lives here; the product never imports it.
"""
