export interface FakeTab {
  id: number
  url?: string
  incognito: boolean
}

export interface FakeSender {
  id?: string
  url?: string
  frameId?: number
  documentId?: string
  tab?: FakeTab
}

export interface FakeMenuClick {
  menuItemId: string
  frameId: number
  selectionText: string
}

export interface FakeScript {
  id: string
  matches?: string[]
  js?: string[]
  allFrames?: boolean
  runAt?: string
  persistAcrossSessions?: boolean
}

export interface Injection {
  target: { tabId: number; frameIds?: number[]; allFrames?: boolean }
  files?: string[]
  func?: (...args: unknown[]) => unknown
  args?: unknown[]
}

export interface Asked {
  origins?: string[]
  permissions?: string[]
}
