// A pack that holds, sealed by the program under keys that anybody can make, and whom to trust about it.
// Made by the program; a test says so when it is out of date.

const TRIED_PACK = "{\"v\":2,\"statement\":\"jjledger/statement/v2\\nsunshine.example.cn/yangguang\\n2026-Q3\\nfund maintenance\\n3-101\\nopening 1000\\npaid 0\\ninterest 7\\nspent 107\\nclosing 900\\narrears 0\\n\",\"salt\":\"FyWnDpnnoFBq5Tg/R02BKbmEFvJLrv7casK/vVH5mzw=\",\"index\":0,\"inclusion\":[\"TQt7E3Y3BmKul0zeGU4o6b+t5IvFjaD1h6zyI/Lkx/U=\"],\"lines\":{\"closing\":{\"start\":535,\"proof\":[]}},\"manifest\":\"jjledger/disclosure/v2\\ncommunity sunshine.example.cn/yangguang\\nperiod 2026-Q3\\nedition 1\\nissued 2026-10-15\\nfiles 3d7db37d08f9140fd09f12b9621cd0954b6d56a9d2f357fb2c7f5d62636d2fd1\\nledger sha256:fe14010b4fe83303852f0467c919ef9a7ca089b91e96e3aad7d426dd87079297\\nbeacon -\\nreplaces -\\nfund maintenance\\nregister 2 d66073b858caed5c2c7822c73921d762bf9a82277806f2debbb4702d247cd0e0\\nstatements 0c1ec6f512f896ceafd1249ca346fcea54b072a7b85c294254b8cd35fb84cadd\\nline closing 900 316902ce7134f60b40e470eaa5a4b6fa29bdcc7619897b53dc297430ac9fc9fd\\nline arrears 30 0ae9f3aebffd7c922666929905a78d2e33a240d04937e9a9c11f71008757ee34\\ntotal opening 1050\\ntotal paid 0\\ntotal interest 7\\ntotal spent 187\\ntotal closing 900\\ntotal arrears 30\\ntotal undistributed 0\\ntotal payable 0\\ntotal selling_unit 0\\ntotal invested 0\\ntotal pettycash 0\\ntotal bank 870\\n\",\"log\":\"c2sp.org/tlog-proof@v1\\nindex 1\\nFiHOfaiyVKSlJYyQjHADc2z8NG8kgqvmCmBlH7wRZ5E=\\n\\nsunshine.example.cn/log\\n2\\nJg8r1k7dh19asncBhAZfMB+AM3mhx6ZArROdU6OSySc=\\n\\n— sunshine.example.cn/log I9DMoqumrrwlRVR8heebzcBonWAKMUuBfajfu9UJjDfdbPHOWLnL9/xCeptijZ5sn6n60recV9GEavpJOFCyQ7Z5CQU=\\n— street.example.cn hLtwlQAAAABqsTuAjt4FSxuUDHgKuT8BcQqaHJjgk30DWdfWp12R7vEjvEkCL2G5he/uKu/jIWckuT9TrqTD7NmNunBnXWj2hiZXBA==\\n\"}";
const TRIED_POLICY = {
  "origin": "sunshine.example.cn/log",
  "log": "sunshine.example.cn/log+23d0cca2+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs",
  "witnesses": [
    "street.example.cn+84bb7095+BIqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
  ],
  "quorum": 1
};
