class AdamW(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  # Global norm of gradients
  def norm(self: __torch__.AdamW,
    g: List[Tensor]) -> Tensor:
    norms = annotate(List[Tensor], [])
    for i in range(torch.len(g)):
      _0 = torch.append(norms, torch.norm(g[i]))
    return torch.norm(torch.stack(norms))
  # Moves p along the gradients g, in place, and sets these to zero. m, v: moments; t: steps taken;
  # norm: of all gradients, before clipping
  def step(self: __torch__.AdamW,
    p: List[Tensor],
    g: List[Tensor],
    m: List[Tensor],
    v: List[Tensor],
    t: List[Tensor],
    norm: List[Tensor],
    rate: float,
    decay: float,
    clip: float) -> Tensor:
    scale = torch.div(torch.clamp_min(norm[0], clip), clip)
    torch._fused_adamw_(p, g, m, v, annotate(List[Tensor], []), t, lr=rate, beta1=0.9, beta2=0.999, weight_decay=decay, eps=1e-8, amsgrad=False, maximize=False, grad_scale=scale, found_inf=None)
    for i in range(torch.len(g)):
      _3 = torch.zero_(g[i])
    return norm[0]
