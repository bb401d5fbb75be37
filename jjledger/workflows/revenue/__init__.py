"""What commands and pages ask about public revenue: contracts, net income, top-ups, budgets, assets."""
